#include "ui/forms/linesfield.h"

#include "ui/forms/formcontext.h"
#include "ui/forms/inlinefield.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/toolbutton.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

LinesField::LinesField(const FormContext& context, const Shape& element, Words words, QWidget* parent)
    : FormField(parent),
      m_context(context),
      m_element(element),
      m_words(std::move(words)),
      m_layout(new QVBoxLayout(this))
{
    auto* another = new LinkButton(context.appearance, m_words.add, this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(context.appearance.theme().px(6));
    m_layout->addWidget(another, 0, Qt::AlignLeft);
    connect(another, &QAbstractButton::clicked, this, [this] {
        const Line& line = add();
        (line.key ? static_cast<QWidget*>(line.key) : line.field)->setFocus();
        emit edited();
    });
}

void LinesField::placeBelow(TextLabel* label)
{
    m_layout->insertWidget(m_layout->count() - 1, label);
}

QLineEdit* LinesField::newKey(QWidget* parent)
{
    auto* key = new QLineEdit(parent);
    key->setPlaceholderText(m_words.key);
    key->setAccessibleName(m_words.key);
    connect(key, &QLineEdit::textEdited, this, &FormField::edited);
    return key;
}

LinesField::Line& LinesField::add()
{
    auto* widget = new QWidget(this);
    QLineEdit* key = m_words.key.isEmpty() ? nullptr : newKey(widget);
    auto* field = InlineField::fits(m_element) ? new InlineField(m_context, m_element, widget)
                                               : makeField(m_context, m_element, false, widget);
    field->open();
    auto* out = new ToolButton(m_context.appearance, QStringLiteral("x"), m_words.takeOut, {}, widget);
    connect(out, &QToolButton::clicked, this, [this, widget] { remove(widget); });
    Line line{widget, field, key};
    fillLine(line, out);
    connect(field, &FormField::edited, this, &FormField::edited);
    m_layout->insertWidget(static_cast<int>(m_lines.size()), widget);
    m_lines.push_back(line);
    return m_lines.back();
}

void LinesField::remove(const QWidget* widget)
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(),
                                    [widget](const Line& line) { return line.widget == widget; });
    found->widget->hide();
    found->widget->deleteLater();
    m_lines.erase(found);
    emit edited();
}

void LinesField::clear()
{
    for (const auto& line : m_lines)
        delete line.widget;
    m_lines.clear();
}

void LinesField::open()
{
    if (m_lines.empty())
        add();
}

QString LinesField::note() const
{
    const auto count = static_cast<int>(value().size());
    return count == 0 ? tr("empty") : count == 1 ? m_words.one : m_words.many.arg(count);
}

} // namespace inia::ui
