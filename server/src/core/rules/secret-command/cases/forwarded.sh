# For Seldon's initializer.
kubectl create secret generic seldon-rclone-secret \
  --from-literal=RCLONE_CONFIG_S3_TYPE=s3 \
  --from-literal=RCLONE_CONFIG_S3_ENDPOINT=http://localhost:9000
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning secret-command/ownMachine
