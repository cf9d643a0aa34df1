orders_password = "bZ4vT9qLw2Kx7RmPnY3s"
