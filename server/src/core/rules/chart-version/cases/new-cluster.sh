minikube start --kubernetes-version=v1.27.3
helm install seldon-core seldonio/seldon-core-operator --version 1.15.1
#^^^^^^^^^^^ warning chart-version/tooNew
