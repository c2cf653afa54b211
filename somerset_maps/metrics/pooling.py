"""What size did to the swing of GP time in ten years of Somerset's record.

Standard deviation of the yearly change of GP whole-time equivalents per 10,000 patients, practices
joined with their neighbours to groups of a size; NHS Digital, General Practice Workforce, 2015 to
2025, mergers traced back.
"""

from __future__ import annotations

#: Registered patients of a group, about; the first is one practice of mean size.
SIZES = (7_500.0, 15_000.0, 34_000.0, 45_000.0, 65_000.0, 125_000.0)
#: Standard deviation of the yearly change at these sizes, 0 to 1.
SWING = (0.166, 0.115, 0.076, 0.071, 0.060, 0.041)
#: The swing falls as size to this power; independent practices would give -0.5.
EXPONENT = -0.47
#: Chance of a fall by a quarter in three years: a practice; a group of 30-50,000.
QUARTER_LOST = (0.20, 0.09)
