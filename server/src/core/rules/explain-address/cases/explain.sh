# Asks Seldon's explainer.
curl -X POST http://localhost:9000/api/v1.0/explain -d @request.json
