print("scopeaudit")
