"""One sentence taken apart: its fixed shapes, its route, its names, goods and problems."""
