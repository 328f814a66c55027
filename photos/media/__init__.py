"""From the bytes of a photo to what is true about it. Pure: reads ranges it is handed."""
