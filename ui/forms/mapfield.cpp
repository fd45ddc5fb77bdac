#include "ui/forms/containerfields.h"
#include "ui/forms/formcontext.h"
#include "ui/forms/inlinefield.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/toolbutton.h"

#include <QtCore/QSet>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

MapField::MapField(const FormContext& context, const Shape& shape, QWidget* parent)
    : FormField(parent),
      m_context(context),
      m_shape(shape),
      m_layout(new QVBoxLayout(this)),
      m_error(new TextLabel(context.appearance, FontRole::Secondary, Token::Danger, {}, this)),
      m_add(new LinkButton(context.appearance, tr("Add entry"), this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(context.appearance.theme().px(6));
    m_layout->addWidget(m_error);
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_error->hide();
    connect(m_add, &QAbstractButton::clicked, this, [this] {
        add().key->setFocus();
        emit edited();
    });
}

MapField::Entry& MapField::add()
{
    auto* line = new QWidget(this);
    auto* key = new QLineEdit(line);
    key->setPlaceholderText(tr("Key"));
    key->setAccessibleName(tr("Key"));
    const Shape shape = m_shape.value();
    auto* field = InlineField::fits(shape) ? new InlineField(m_context, shape, line)
                                           : makeField(m_context, shape, false, line);
    field->open();
    auto* out = new ToolButton(m_context.appearance, QStringLiteral("x"), tr("Take the entry out"), {}, line);
    auto* columns = new QHBoxLayout(line);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(m_context.appearance.theme().px(6));
    columns->addWidget(key, 2, Qt::AlignTop);
    columns->addWidget(field, 3, Qt::AlignTop);
    columns->addWidget(out, 0, Qt::AlignTop);
    connect(out, &QToolButton::clicked, this, [this, line] { remove(line); });
    connect(key, &QLineEdit::textEdited, this, &FormField::edited);
    connect(field, &FormField::edited, this, &FormField::edited);
    m_layout->insertWidget(m_layout->count() - 2, line);
    m_entries.push_back({line, key, field});
    return m_entries.back();
}

void MapField::remove(const QWidget* line)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [line](const Entry& entry) { return entry.line == line; });
    found->line->hide();
    found->line->deleteLater();
    m_entries.erase(found);
    emit edited();
}

void MapField::clear()
{
    for (const auto& entry : m_entries)
        delete entry.line;
    m_entries.clear();
}

void MapField::open()
{
    if (m_entries.empty())
        add();
}

// A key alone stands for an empty text where texts are the values.
Value MapField::value() const
{
    Value map;
    for (const auto& entry : m_entries) {
        const std::string key = entry.key->text().toStdString();
        Value value = entry.field->value();
        if (value.isNull() && m_shape.value().type() == ShapeType::Text && entry.field->problem().isEmpty())
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
        Entry& entry = add();
        entry.key->setText(toQString(key));
        entry.field->setValue(member);
    }
}

QString MapField::problem() const
{
    QSet<QString> keys;
    QString problem;
    for (const auto& entry : m_entries) {
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
    for (const auto& entry : m_entries)
        entry.field->clearProblems();
}

QString MapField::note() const
{
    const auto count = static_cast<int>(value().size());
    return count == 0 ? tr("empty") : count == 1 ? tr("1 entry") : tr("%1 entries").arg(count);
}

} // namespace inia::ui
