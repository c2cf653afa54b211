"""Somerset Maps: plan general practice at scale, on a map, with numbers that follow."""
