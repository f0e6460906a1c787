export { createCertificates, type CertificateLink, type CertificateOptions, type Certificates } from './certificates.js'
