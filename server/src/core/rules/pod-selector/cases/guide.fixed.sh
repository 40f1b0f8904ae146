kubectl wait --for=condition=ready pod -l control-plane=seldon-controller-manager -n seldon-system --timeout=300s
kubectl get pods -l seldon-deployment-id=churn
