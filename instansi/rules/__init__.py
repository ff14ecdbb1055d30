from instansi.rules.kebijakan import PARAMETER_BAWAAN, Bawaan

__all__ = ["PARAMETER_BAWAAN", "Bawaan"]
