#pragma once

#include <QtCore/QString>

namespace inia::ui {

// Ids of the actions that states offer.
namespace stateaction {
inline const QString retry = QStringLiteral("retry");
inline const QString showRequest = QStringLiteral("show-request");
inline const QString loadMore = QStringLiteral("load-more");
inline const QString clearFilter = QStringLiteral("clear-filter");
inline const QString askServer = QStringLiteral("ask-server");
inline const QString enterPath = QStringLiteral("enter-path");
inline const QString upload = QStringLiteral("upload");
// Both want a person: to sign in, or to enter the code of a device.
inline const QString signIn = QStringLiteral("sign-in");
inline const QString enterCode = QStringLiteral("enter-code");
inline const QString openConsole = QStringLiteral("open-console");
inline const QString chooseProfile = QStringLiteral("choose-profile");
} // namespace stateaction

} // namespace inia::ui
