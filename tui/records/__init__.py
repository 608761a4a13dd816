"""What a fact file can say: plain typed records, dates, the quote check, text folding. No I/O, no screen."""
