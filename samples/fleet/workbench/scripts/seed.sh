#!/bin/sh
# Fills the shop with something to look at.
set -eu

token=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0ZXJyYWZvcm0iLCJpc3MiOiJoYXJib3VycGluZS12YXVsdCIsImF1ZCI6InZhdWx0IiwiaWF0IjoxNzE3MDAwMDAwfQ.4GO9ttvIHukRGLfdESXM6tcQpKl01qEVlHREvsRlsBA

for product in lamp rug stool; do
  curl --fail --silent --request POST http://localhost:5080/orders \
    --header "Authorization: Bearer $token" \
    --data "{\"customer\": \"seed\", \"lines\": {\"$product\": 1}}"
done
