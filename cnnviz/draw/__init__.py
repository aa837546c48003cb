"""Numbers to pictures: plain data in, plotly figure, SVG or PNG out."""
