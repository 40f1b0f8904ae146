kind create cluster --image kindest/node:v1.27.3
helm install seldon-core seldonio/seldon-core-operator --version 1.17.1
helm install seldon-core seldonio/seldon-core-operator --version "$VERSION"
