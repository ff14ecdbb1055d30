"""Imports."""

TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
"""
