"""Tests of the house itself: settings, servers, rights, launch."""
