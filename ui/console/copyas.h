#pragma once

#include "core/model/value.h"
#include "core/session/session.h"

#include <QtCore/QString>

#include <functional>
#include <string>

class QMenu;

namespace inia::ui {

// A call that "Copy as" writes down.
struct CopySource {
    Session session;
    std::string service;
    std::string operation;
    Value params;
    std::string region; // empty: the session's
    // The parameters are those of a call that was sent and recorded (the inspector's): what the program had
    // filled in to keep it from being done twice is left to the tool, and secrets are hidden already.
    bool isAsSent = false;
};

// Adds an entry for each language a call can be copied in: a command of the AWS CLI for both kinds of shells,
// boto3, curl, C++; where the operation has pages, also a menu of those that go through all. What a language
// has no words for is grey, and its tool tip says why. `copy` gets the text; the entries are told for as long
// as the menu lives.
void addCopyAs(QMenu& menu, const CopySource& source, const std::function<void(const QString&)>& copy);

} // namespace inia::ui
