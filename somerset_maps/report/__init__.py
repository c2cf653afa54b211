"""What leaves the app: files, and later papers, each with its sources."""
