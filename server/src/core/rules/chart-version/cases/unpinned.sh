# Installs Seldon.
helm install seldon-core seldon-core-operator --repo https://storage.googleapis.com/seldon-charts
#^^^^^^^^^^^ hint chart-version/unpinned
