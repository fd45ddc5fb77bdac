#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"
#include "core/signing/signingcontext.h"

#include <QtCore/QString>

namespace inia::benchmarks {

/// What run_benchmarks.py measures, written down once for us and for the peer.
class CaseFile final {
public:
    /// Fails (kind Parameter) when the file cannot be read or is not JSON.
    [[nodiscard]] static Result<CaseFile> read(const QString& path);

    [[nodiscard]] const Value::List& cases(std::string_view benchmark) const
    {
        return m_content[benchmark].items();
    }
    [[nodiscard]] Credentials credentials() const;
    /// How requests of a case are signed: its members region, service and s3.
    [[nodiscard]] static SigningContext signing(const Value& benchmarkCase);
    /// The answer of a case, whose body is the file named in it.
    [[nodiscard]] Result<HttpResponse> response(const Value& benchmarkCase) const;

private:
    QString m_path;
    Value m_content;
};

[[nodiscard]] HttpHeaders headersFrom(const Value& headers);

} // namespace inia::benchmarks
