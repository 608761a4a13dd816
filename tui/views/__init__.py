"""Records as Rich text. Both front ends show these, so a fact reads the same on a screen and in a pipe."""
