#pragma once

#include "ui/theme/tokens.h"

#include <QtCore/QString>

namespace inia::ui {

// What a session tab says about its session.
struct SessionTab {
    QString name;
    QString region;
    Token color = Token::Session1; // from sessionToken()
    bool readOnly = false;
    bool production = false;

    bool operator==(const SessionTab&) const = default;
};

} // namespace inia::ui
