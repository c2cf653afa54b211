"""Plotly figures: values in, a figure out; no Streamlit, no sums, labels written on the marks."""
