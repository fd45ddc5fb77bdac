#pragma once

#include <QtNetwork/QSslConfiguration>

namespace inia::test {

/// Made anew for every test run, so that no private key lies in the source tree and nothing expires.
struct SelfSignedCertificate {
    QByteArray certificatePem;
    QByteArray keyPem;

    /// For the address 127.0.0.1, valid for an hour from now on.
    static SelfSignedCertificate create(const char* commonName);
    /// What a server that shows this certificate needs.
    [[nodiscard]] QSslConfiguration serverConfiguration() const;
};

} // namespace inia::test
