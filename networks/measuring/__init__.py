"""What people say of themselves and for themselves: read by that person alone, counted nowhere."""
