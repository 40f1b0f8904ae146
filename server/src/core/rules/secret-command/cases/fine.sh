# For Seldon's initializer.
kubectl create secret generic seldon-rclone-secret \
  --from-literal=RCLONE_CONFIG_S3_TYPE=s3 \
  --from-literal=RCLONE_CONFIG_S3_ENDPOINT=http://minio.storage.svc.cluster.local:9000 \
  --from-literal=RCLONE_CONFIG_S3_SECRET_ACCESS_KEY="$SECRET"
