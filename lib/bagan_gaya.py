"""How charts look: sizes for pygal, colours for paper."""

from pygal.style import Style

# Sizes only, for the layout: colours come from app.css on the screen, from GAYA_CETAK on paper.
GAYA = Style(
    font_family="Plus Jakarta Sans",
    label_font_size=13,
    major_label_font_size=13,
    value_font_size=13,
)
# Page CSS does not reach inside an SVG in the PDF engine; PDF HTML is never served to browsers.
GAYA_CETAK = (
    ".background{fill:none}"
    'text{font-family:"Plus Jakarta Sans";font-size:12px;fill:#475a5a}'
    ".axis path{fill:none;stroke:#d8dfda;stroke-width:1}"
    ".axis.y text{text-anchor:end}.axis.x text{text-anchor:middle}"
    ".series .line{fill:none;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}"
    ".color-0{fill:#0e7077;stroke:#0e7077}.color-1{fill:#7c8985;stroke:#7c8985}"
    ".color-2{fill:#b9770e;stroke:#b9770e}.color-3{fill:#4a6db8;stroke:#4a6db8}"
    ".rect{stroke:none}.target{fill:none;stroke:#14282b;stroke-width:1.5}"
    ".nilai{fill:#14282b;font-weight:700;stroke:none}.dalam{fill:#fff}"
)
