"""One module a page: layout and calls."""
