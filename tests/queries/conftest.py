from tests.photos.conftest import database as database, library as library
