#include "ui/forms/containerfields.h"
#include "ui/forms/formcontext.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/textlabel.h"

#include <QtCore/QSet>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace inia::ui {

MapField::MapField(const FormContext& context, const Shape& shape, QWidget* parent)
    : LinesField(context, shape.value(),
                 {tr("Add entry"), tr("Take the entry out"), tr("1 entry"), tr("%1 entries"), tr("Key")},
                 parent),
      m_valueType(shape.value().type()),
      m_error(new TextLabel(context.appearance, FontRole::Secondary, Token::Danger, {}, this))
{
    placeBelow(m_error);
    m_error->hide();
}

void MapField::fillLine(Line& line, QWidget* takeOut)
{
    auto* columns = new QHBoxLayout(line.widget);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(context().appearance.theme().px(6));
    columns->addWidget(line.key, 2, Qt::AlignTop);
    columns->addWidget(line.field, 3, Qt::AlignTop);
    columns->addWidget(takeOut, 0, Qt::AlignTop);
}

// A key alone stands for an empty text where texts are the values.
Value MapField::value() const
{
    Value map;
    for (const auto& entry : lines()) {
        const std::string key = entry.key->text().toStdString();
        Value value = entry.field->value();
        if (value.isNull() && m_valueType == ShapeType::Text && entry.field->problem().isEmpty())
            value = Value("");
        if (!key.empty() && !value.isNull())
            map.insert(key, std::move(value));
    }
    return map;
}

void MapField::setValue(const Value& value)
{
    clear();
    for (const auto& [key, member] : value.members()) {
        const Line& entry = add();
        entry.key->setText(toQString(key));
        entry.field->setValue(member);
    }
}

QString MapField::problem() const
{
    QSet<QString> keys;
    QString problem;
    for (const auto& entry : lines()) {
        const QString key = entry.key->text();
        if (problem.isEmpty())
            problem = entry.field->problem();
        if (key.isEmpty() && !entry.field->value().isNull())
            problem = tr("A value lacks its key");
        else if (!key.isEmpty() && keys.contains(key))
            problem = tr("The key %1 is there twice").arg(key);
        keys.insert(key);
    }
    if (!problem.isEmpty()) {
        m_error->setText(problem);
        m_error->show();
    }
    return problem;
}

bool MapField::showProblem(const QString& path, const QString& text)
{
    m_error->setText(path + QStringLiteral(": ") + text);
    m_error->show();
    return true;
}

void MapField::clearProblems()
{
    m_error->hide();
    for (const auto& entry : lines())
        entry.field->clearProblems();
}

} // namespace inia::ui
