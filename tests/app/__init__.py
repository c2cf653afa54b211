"""Every page opened without a browser."""
