"""Tests of what every service's HTTP side shares."""
