#pragma once

#include "core/observe/exchangelog.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace inia::ui {

/// What may stand in the inspector's filter where the cursor is, and which part of the text it takes the
/// place of: keys, and behind one of them the values that calls have had, the most frequent first.
struct FilterCompletion {
    qsizetype begin = 0;
    qsizetype length = 0;
    QStringList offers; ///< as they are written, in quotes where they need them

    [[nodiscard]] static FilterCompletion at(const QString& text, qsizetype cursor, const ExchangeLog& log);
};

} // namespace inia::ui
