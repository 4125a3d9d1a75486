"""What others may know of provider: the directory of artisans."""
