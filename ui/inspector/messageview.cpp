#include "ui/inspector/messageview.h"

#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/foldheader.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/elidedlabel.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {
constexpr int headerKeyWidth = 150;
} // namespace

MessageView::MessageView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_line(new ElidedLabel(appearance, FontRole::Strong, Token::Text, this)),
      m_quiet(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_headersHead(new FoldHeader(appearance, tr("Headers"), this)),
      m_headers(new KeyValueView(appearance, tr("Headers"), headerKeyWidth, this)),
      m_body(new BodyView(appearance, this))
{
    const Theme& theme = appearance.theme();
    auto* line = new QHBoxLayout;
    line->setContentsMargins(theme.sizes().panelPadding, theme.px(6), theme.sizes().panelPadding,
                             theme.px(2));
    line->setSpacing(theme.px(8));
    line->addWidget(m_line);
    line->addWidget(m_quiet, 1);
    m_quiet->setElideMode(Qt::ElideMiddle);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(line);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 0, theme.px(2));
    head->setSpacing(0);
    head->addWidget(m_headersHead, 1);
    head->addWidget(m_body->tools());
    all->addLayout(head);
    all->addWidget(m_headers);
    all->addWidget(m_body, 1);
    m_headers->setHeightLimit(200);
    connect(m_headersHead, &QAbstractButton::toggled, m_headers, &QWidget::setVisible);
    connect(m_headers, &KeyValueView::copyRequested, this, &MessageView::copyRequested);
    connect(m_body, &BodyView::copyRequested, this, &MessageView::copyRequested);
    setHeadersOpen(false);
    m_headers->hide();
}

void MessageView::setFirstLine(const QString& line, const QString& quiet, bool danger)
{
    m_line->setText(line);
    m_line->setColor(danger ? Token::Danger : Token::Text);
    m_quiet->setText(quiet);
}

void MessageView::setMessage(const HttpHeaders& headers, const QByteArray& body, const Value& value)
{
    const QString count = countText(static_cast<qint64>(headers.size()));
    const QString type = toOneLine(headers.value("content-type"));
    m_headersHead->setNote(type.isEmpty() ? count : QStringLiteral("%1 \u00B7 %2").arg(count, type));
    m_headers->setSections({KeyValueModel::headerSection({}, headers)});
    m_body->setBody(body, type, value);
}

void MessageView::setHeadersOpen(bool open)
{
    m_headersHead->setChecked(open);
}

} // namespace inia::ui
