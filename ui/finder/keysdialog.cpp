#include "ui/finder/keysdialog.h"

#include "ui/commands/commandtable.h"
#include "ui/finder/finderdelegate.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int keysWidth = 520;
constexpr int keysHeight = 620;

void addKeyRow(QStandardItemModel& model, const Command& command)
{
    QStringList keys;
    for (const auto& key : command.keys)
        keys.append(key.toString(QKeySequence::NativeText));
    auto* item = new QStandardItem(command.title());
    item->setEditable(false);
    item->setData(QString::fromLatin1(command.icon), IconNameRole);
    item->setData(scopeText(command.scope), TargetRole);
    item->setData(keys.join(QStringLiteral(", ")), SuffixRole);
    item->setData(QStringLiteral("%1, %2").arg(command.title(), keys.join(QStringLiteral(", "))),
                  Qt::AccessibleTextRole);
    model.appendRow(item);
}

} // namespace

KeysDialog::KeysDialog(const Appearance& appearance, QWidget* parent) : QDialog(parent)
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    setWindowTitle(tr("Keys"));
    resize(theme.px(keysWidth), theme.px(keysHeight));
    auto* model = new QStandardItemModel(this);
    for (const auto& command : commandTable()) {
        if (!command.keys.isEmpty())
            addKeyRow(*model, command);
    }
    auto* list = new TreeView(appearance, TreeView::Look::Rows, new FinderDelegate(appearance), this);
    list->setRootIsDecorated(false);
    list->setIndentation(0);
    list->setAccessibleName(windowTitle());
    list->setModel(model);
    list->setStretchColumn(0);
    list->setCurrentIndex(model->index(0, 0));
    auto* note = new TextLabel(
        appearance, FontRole::Secondary, Token::Text2,
        tr("Enter opens what is selected, and the menu key shows what can be done with it. All that can be "
           "done stands in \u201cAll commands\u201d (%1).")
            .arg(keyText(CommandId::Palette)),
        this);
    auto* shut = new Button(appearance, Button::Kind::Default, tr("Close"), {}, this);
    shut->setDefault(true);
    connect(shut, &QAbstractButton::clicked, this, &QDialog::accept);

    auto* head = new QVBoxLayout;
    head->setContentsMargins(padding, 0, padding, 0);
    head->addWidget(note);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(padding, 0, padding, 0);
    buttons->addStretch(1);
    buttons->addWidget(shut);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, padding, 0, padding);
    all->setSpacing(theme.px(10));
    all->addLayout(head);
    all->addWidget(list, 1);
    all->addLayout(buttons);
}

} // namespace inia::ui
