#pragma once

#include "ui/dialogs/confirmdialog.h"
#include "ui/items/itemedit.h"

#include <QtCore/QStringList>

namespace inia::ui {

// How writing items is worded, in dialogs and in the inspector.

// The item's key: "c-42 / 2026-07-14".
[[nodiscard]] QString itemLabel(const dynamodb::NativeValue& item, const dynamodb::KeySchema& keys);

// The same item with its keys first, as a person looks for them.
[[nodiscard]] dynamodb::NativeValue keysFirst(const dynamodb::NativeValue& item,
                                              const dynamodb::KeySchema& keys);

// What the inspector names as the cause.
[[nodiscard]] QString editCause(ItemEdit::Purpose purpose);

// In production whatever is stored asks for the session's name.
[[nodiscard]] Confirmation editConfirmation(const SessionInfo& session, const ItemTable& table,
                                            ItemEdit::Purpose purpose, const QString& label);

[[nodiscard]] Confirmation deleteConfirmation(const SessionInfo& session, const ItemTable& table,
                                              const QStringList& labels);

} // namespace inia::ui
