#include "ui/forms/containerfields.h"
#include "ui/forms/formcontext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/textlabel.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

ListField::ListField(const FormContext& context, const Shape& shape, QWidget* parent)
    : LinesField(context, shape.element(),
                 {tr("Add item"), tr("Take the item out"), tr("1 item"), tr("%1 items"), {}}, parent)
{
}

void ListField::fillLine(Line& line, QWidget* takeOut)
{
    const Appearance& appearance = context().appearance;
    auto* error = new TextLabel(appearance, FontRole::Secondary, Token::Danger, {}, line.widget);
    error->hide();
    connect(line.field, &FormField::edited, error, &QWidget::hide);
    line.error = error;
    auto* columns = new QHBoxLayout;
    columns->setSpacing(appearance.theme().px(4));
    columns->addWidget(line.field, 1);
    columns->addWidget(takeOut, 0, Qt::AlignTop);
    auto* all = new QVBoxLayout(line.widget);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(appearance.theme().px(4));
    all->addLayout(columns);
    all->addWidget(error);
}

// An item without a value does not count, so that an empty line is no empty text.
Value ListField::value() const
{
    Value list;
    for (const auto& item : lines()) {
        if (Value value = item.field->value(); !value.isNull())
            list.append(std::move(value));
    }
    return list;
}

void ListField::setValue(const Value& value)
{
    clear();
    for (const auto& item : value.items())
        add().field->setValue(item);
}

QString ListField::problem() const
{
    for (const auto& item : lines()) {
        if (const QString problem = item.field->problem(); !problem.isEmpty()) {
            item.error->setText(problem);
            item.error->show();
            return problem;
        }
    }
    return {};
}

bool ListField::showProblem(const QString& path, const QString& text)
{
    const qsizetype end = path.indexOf(u']');
    if (!path.startsWith(u'[') || end < 0)
        return false;
    int index = path.mid(1, end - 1).toInt();
    for (const auto& item : lines()) {
        if (item.field->value().isNull() || index-- > 0)
            continue;
        const QString rest = path.mid(end + 1 + (path.mid(end + 1).startsWith(u'.') ? 1 : 0));
        if (rest.isEmpty() || !item.field->showProblem(rest, text)) {
            item.error->setText(rest.isEmpty() ? text : rest + QStringLiteral(": ") + text);
            item.error->show();
        }
        return true;
    }
    return false;
}

void ListField::clearProblems()
{
    for (const auto& item : lines()) {
        item.error->hide();
        item.field->clearProblems();
    }
}

} // namespace inia::ui
