"""The mobile app 3.1.0 as far as a server can tell, and everything that would stop it.

`app` speaks to the server, `dart` reads what it says as strictly as the app's
generated models (facts in `models.json`) and `store` keeps it under the app's
foreign keys and unique indexes. Whatever would end the app's sync for good is
`Broken` here.
"""

from tests.clients.phone.app import TYPES, Cut, Phone, Trip
from tests.clients.phone.dart import Broken

__all__ = ["TYPES", "Broken", "Cut", "Phone", "Trip"]
