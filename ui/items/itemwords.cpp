#include "ui/items/itemwords.h"

#include "core/dynamodb/itemwrite.h"
#include "ui/models/displaytext.h"
#include "ui/models/nativetext.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

using Purpose = ItemEdit::Purpose;

constexpr qsizetype deletedAtOnce = 25; // of BatchWriteItem

class Words {
    Q_DECLARE_TR_FUNCTIONS(ItemWords)
};

QString where(const SessionInfo& session, const ItemTable& table)
{
    return QStringLiteral("%1 (%2)").arg(session.profile, toQString(table.client.region()));
}

QString title(Purpose purpose, const QString& label, const QString& table)
{
    switch (purpose) {
    case Purpose::New:
        return Words::tr("New item in %1").arg(table);
    case Purpose::Duplicate:
        return Words::tr("Duplicate item %1 in %2").arg(label, table);
    case Purpose::Edit:
        break;
    }
    return Words::tr("Edit item %1 in %2").arg(label, table);
}

} // namespace

QString itemLabel(const dynamodb::NativeValue& item, const dynamodb::KeySchema& keys)
{
    QStringList parts;
    for (const auto* part : {&keys.partition, &keys.sort}) {
        for (const auto& key : *part)
            parts.append(nativeCellText(item[key.name]));
    }
    return parts.join(QStringLiteral(" / "));
}

dynamodb::NativeValue keysFirst(const dynamodb::NativeValue& item, const dynamodb::KeySchema& keys)
{
    auto ordered = dynamodb::keyOf(item, keys);
    for (const auto& [name, value] : item.members()) {
        if (!ordered.contains(name))
            ordered.insert(name, value);
    }
    return ordered;
}

QString editCause(Purpose purpose)
{
    switch (purpose) {
    case Purpose::New:
        return Words::tr("New item");
    case Purpose::Duplicate:
        return Words::tr("Duplicate item");
    case Purpose::Edit:
        break;
    }
    return Words::tr("Edit item");
}

Confirmation editConfirmation(const SessionInfo& session, const ItemTable& table, Purpose purpose,
                              const QString& label)
{
    const bool isEdit = purpose == Purpose::Edit;
    Confirmation confirmation;
    confirmation.session = session;
    confirmation.title = title(purpose, label, toOneLine(table.name));
    confirmation.sentence =
        isEdit ? Words::tr("Stored is what you change, and only if nobody has changed it meanwhile.")
               : Words::tr("Stored only if there is no item with this key yet.");
    confirmation.call =
        Words::tr("Will call dynamodb.%1 in %2")
            .arg(isEdit ? QStringLiteral("UpdateItem") : QStringLiteral("PutItem"), where(session, table));
    confirmation.button = isEdit ? Words::tr("Store item") : Words::tr("Create item");
    confirmation.destructive = session.production;
    return confirmation;
}

Confirmation deleteConfirmation(const SessionInfo& session, const ItemTable& table, const QStringList& labels)
{
    const qsizetype calls = (labels.size() + deletedAtOnce - 1) / deletedAtOnce;
    const QString what = labels.size() == 1 ? Words::tr("Delete item")
                                            : Words::tr("Delete %1 items").arg(groupedNumber(labels.size()));
    Confirmation confirmation;
    confirmation.session = session;
    confirmation.title = Words::tr("%1 from %2?").arg(what, toOneLine(table.name));
    confirmation.sentence = Words::tr("What is deleted cannot be brought back from here.");
    confirmation.items = labels;
    confirmation.call = Words::tr("Will call dynamodb.BatchWriteItem in %1").arg(where(session, table));
    if (calls > 1)
        confirmation.call = Words::tr("%1, %2 times").arg(confirmation.call, groupedNumber(calls));
    confirmation.button = what;
    confirmation.destructive = true;
    return confirmation;
}

} // namespace inia::ui
