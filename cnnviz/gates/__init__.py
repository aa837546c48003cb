"""What squeeze-and-excitation lets through: its gates read, taken apart, and held still."""
