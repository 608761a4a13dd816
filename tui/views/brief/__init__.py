"""The brief: what to know of a city, or of two, before meeting somebody there, on one page."""
