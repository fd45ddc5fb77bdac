#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <QtCore/QString>

namespace inia::cli {

/// Where a transfer stands, in a file that survives the end of the program however it comes and that its
/// owner alone may read.
class ResumeFile final {
public:
    explicit ResumeFile(QString path) : m_path(std::move(path)) {}

    /// What was kept; null when there is no such file. Fails (kind Parameter) when it is no point of a
    /// transfer.
    [[nodiscard]] Result<Value> read() const;
    /// Replaces what was kept, at once or not at all; null removes it.
    [[nodiscard]] Result<void> write(const Value& point) const;

private:
    QString m_path;
};

} // namespace inia::cli
