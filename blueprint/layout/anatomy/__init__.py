"""What stands over and under the lanes: time axis, customer curve, time row, registers, line of order penetration."""
