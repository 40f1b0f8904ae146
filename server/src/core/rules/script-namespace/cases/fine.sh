# For Seldon.
kubectl create namespace models
kubectl apply -n models -f model.yaml
kubectl apply -n "$NAMESPACE" -f model.yaml
kubectl get pods -n istio-system
